"""The repair log: jobs done on equipment, whatever brought them about."""
