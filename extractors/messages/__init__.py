"""Mails, chats, calendars and cards: who said what to whom, and when."""
