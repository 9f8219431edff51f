package dev.coffer.replication.plan;

import dev.coffer.aws.Region;

/** All that goes from one region to one destination bucket: what fails together when the way there does. */
public record Lane(Region sourceRegion, String destinationBucket) {}
