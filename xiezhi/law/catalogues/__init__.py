"""卷宗目录: the order of papers by kind of case, one TOML file each; read by `law.catalogue`."""
