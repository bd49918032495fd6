"""The gate: examining and performing acts, prompts, delegations, courts' lists."""
