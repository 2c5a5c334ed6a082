"""The core: what the law of a place makes of an act. Pure, and of the standard library only.

`decide` is the door. Below it: the chapters of the law, duties, the order, the law's model, time.
"""
