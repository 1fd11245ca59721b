"""The rules: pure functions and structs. No Qt, no input or output, no clock, no logging."""
