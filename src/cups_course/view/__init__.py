"""What a person sees: the checklist, the thread, the next step, and the JSON form of each."""
