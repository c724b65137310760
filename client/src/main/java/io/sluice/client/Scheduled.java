package io.sluice.client;

import java.time.Instant;

/** A schedule is on a majority of disks: its id, as chosen or given, and when it sends first. */
public record Scheduled(String id, Instant next) {}
