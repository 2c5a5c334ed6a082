"""The assessment (考核): what is left out of it, and appeals against it."""
