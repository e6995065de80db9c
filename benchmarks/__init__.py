"""Speed, memory and accuracy: measured, never asserted in tests."""
