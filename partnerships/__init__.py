"""The domain: areas, their people and homes, interests and decisions, and whether they meet the guidance."""
