/** What every call of the public face has, whatever it is for: identity, deadline, errors, metrics. */
@NullMarked
package io.sluice.node.edge.call;

import org.jspecify.annotations.NullMarked;
