"""Reading a file as it is: its encoding, its kind, its tables, the header and the rows below."""
