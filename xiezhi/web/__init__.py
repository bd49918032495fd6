"""Pages: views build plain dataclasses, templates print them. No model reaches a template."""
