"""Ethics codes as data, evidence in text, and a policy judged by the one against the other."""
