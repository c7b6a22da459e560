entry-recorded = { $title } ({ $entity })
