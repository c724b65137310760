/** Certificates that change while they are in use. */
@NullMarked
package io.sluice.node.app.tls;

import org.jspecify.annotations.NullMarked;
