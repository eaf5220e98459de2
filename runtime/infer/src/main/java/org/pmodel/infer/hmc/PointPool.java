package org.pmodel.infer.hmc;

import java.util.ArrayList;
import java.util.List;

/**
 * The points of one chain's trajectories, counted by use. A tree of depth d keeps O(d) points alive, so after a few transitions
 * the pool has all it will ever need and a step of the integrator allocates nothing.
 */
final class PointPool {
    private final int dimension;
    private final List<Point> all = new ArrayList<>();
    private Point[] free = new Point[0];
    private int available;

    PointPool(int dimension) {
        this.dimension = dimension;
    }

    /** Takes all points back, whoever uses them. */
    void reclaim() {
        for (int i = 0; i < free.length; i++) {
            free[i] = all.get(i);
            free[i].users = 0;
        }
        available = free.length;
    }

    /** A point with undefined content and no users. */
    Point take() {
        if (available == 0) {
            Point point = new Point(dimension);
            all.add(point);
            free = new Point[all.size()];
            return point;
        }
        return free[--available];
    }

    void release(Point point) {
        if (--point.users == 0) {
            free[available++] = point;
        }
    }
}
