"""What is offered on the first start."""
