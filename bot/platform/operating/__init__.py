"""A running process as its operator sees it: is it well, what are its numbers, how does it serve and end?"""
