package io.sluice.node.state.tablet;

import io.sluice.node.command.Parcel;

/** A parcel that waits to be taken by another tablet. */
public record OutboxRow(Parcel parcel) {}
