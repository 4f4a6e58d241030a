"""The commands of `python -m bot`; each loads what it needs when it is asked for, and nothing before."""
