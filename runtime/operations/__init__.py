"""Operations: who may talk and how much, what is kept and for how long, masking, logs, numbers."""
