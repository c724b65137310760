/** Values that every floor may name: identities, log time, and the bounds of the system. */
@NullMarked
package io.sluice.node.model;

import org.jspecify.annotations.NullMarked;
