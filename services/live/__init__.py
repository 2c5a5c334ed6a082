"""What an open page learns by itself, and no earlier and no more than its reader may."""
