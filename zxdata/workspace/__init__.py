"""What belongs to the people who work here, kept in the cockpit's own tables: named views, presentations, dated notes,
reminders."""
