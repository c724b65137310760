/** What clients saw, and the rules that it must keep. Knows no process, port or stub. */
@NullMarked
package io.sluice.cluster.check;

import org.jspecify.annotations.NullMarked;
