"""What office files share: packages and compound files, drawings, objects, properties, and second readers."""
