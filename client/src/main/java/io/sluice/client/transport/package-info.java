/**
 * Carries calls to a cluster: finds a live node, retries, honours deadlines, follows leaders. Not
 * part of the public API.
 */
@NullMarked
package io.sluice.client.transport;

import org.jspecify.annotations.NullMarked;
