"""Course outlines that come with the tool (TOML), and their reader."""
