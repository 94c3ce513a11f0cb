package dev.latchkey.notifications;

import java.time.Duration;

/**
 * How the outbox is doing, for metrics.
 *
 * @param queued mails that wait, of all nodes
 * @param oldestAge how long the oldest of them has waited; zero when none waits
 * @param sent mails that this node has handed over since it started
 * @param deferred tries of this node that failed and are to be repeated
 * @param failed mails that this node has given up
 * @param expired mails that this node has not sent because their link had expired
 * @param suppressed mails that this node has not queued because their address had enough
 */
public record OutboxStatus(
    long queued,
    Duration oldestAge,
    long sent,
    long deferred,
    long failed,
    long expired,
    long suppressed) {}
