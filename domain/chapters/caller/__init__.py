"""The caller (诉求人): secrecy, objections, evaluation, and abuse of the line."""
