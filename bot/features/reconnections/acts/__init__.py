"""One small act, found in about six presses: who, which, in which words, when, and what came of it."""
