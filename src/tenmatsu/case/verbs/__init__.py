"""What one can ask of a case, one file per verb; `tenmatsu.case` names them all."""
