"""The register of what the council owns: where each device is, who has it, how it is."""
