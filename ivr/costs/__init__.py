"""What the line costs at the carrier: minutes by day and number, their price, and budgets."""
