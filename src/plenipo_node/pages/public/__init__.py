"""The public record and judgement."""
