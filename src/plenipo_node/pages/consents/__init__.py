"""What is reserved, asked, claimed and consented to."""
