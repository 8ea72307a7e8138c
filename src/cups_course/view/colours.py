"""The colours of everything that is shown. Each stands out from a black and from a white screen alike (a contrast of
4 to 1 or better), which the eight colours of old do not: their yellow is gone on white, their blue on black. Where a
terminal knows only those, Rich takes the nearest. No colour says anything that no word says."""

DONE = "color(28)"  # a green
BEGUN = "color(130)"  # an orange
WRONG = "color(161)"  # a red
TO_TYPE = "color(30)"  # a blue green: commands, and what is one's own
