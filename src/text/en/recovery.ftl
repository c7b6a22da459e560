# The recovery clock of a time-critical process (T6).

process-down = Down since { $since }: { $process }, to be restored before { $due }
recovery-warning = { $incident } · { $process } is not restored yet. The time for recovery runs out { $due }.
recovery-ran-out = { $incident } · the time for recovery of { $process } ran out { $due }; the process is not restored yet.
recovery-then = You: when it is restored, type { $command }
