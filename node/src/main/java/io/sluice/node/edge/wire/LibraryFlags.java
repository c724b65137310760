package io.sluice.node.edge.wire;

import com.linecorp.armeria.common.FlagsProvider;

/**
 * What the HTTP library is to do otherwise than of its own: two dots in a query are no path, but perhaps a body that is
 * sent by GET. Found by the library itself, through {@code META-INF/services}.
 */
public final class LibraryFlags implements FlagsProvider {
    /** Before the library's own, which has none. */
    private static final int PRIORITY = 1;

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Boolean allowDoubleDotsInQueryString() {
        return true;
    }
}
