"""Human voices for what the line says: from any audio file to what a caller hears."""
