"""The caller: secrecy, objections, evaluation, and abuse of the line."""
