"""The inbox: alerts, what became of their deliveries, and what a person did about them."""
