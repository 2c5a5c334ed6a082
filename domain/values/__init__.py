"""What frozen values are made with: quick constructors, changed copies, tagged classes."""
