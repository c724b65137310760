package io.sluice.cluster.harness;

import io.sluice.cluster.harness.ClusterExtension.Sharing;
import java.lang.reflect.Field;
import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Classes that share a cluster run one after the other, so that it starts once. Others come last. */
public final class ClustersInTurn implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.<ClassDescriptor, Sharing>comparing(test -> sharing(test.getTestClass()))
                        .thenComparing(test -> test.getTestClass().getName()));
    }

    private static Sharing sharing(Class<?> test) {
        for (Class<?> type = test; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == ClusterExtension.class) {
                    return sharing(field);
                }
            }
        }
        return Sharing.NONE;
    }

    private static Sharing sharing(Field field) {
        try {
            field.setAccessible(true);
            return ((ClusterExtension) field.get(null)).sharing();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }
}
