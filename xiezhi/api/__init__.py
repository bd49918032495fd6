"""JSON 接口: the list as an API: every act a route, every refusal with all its findings."""
