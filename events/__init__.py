"""The vocabulary: what may be on a topic, in the words of marketing and finance. Imports nothing of ours."""
