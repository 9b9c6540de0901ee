"""The demo: the real agent on a temporary data folder, watching a small API built into it."""

from agent.demo.agent import demo_agent

__all__ = ["demo_agent"]
