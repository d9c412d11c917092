//! For tests only: the test application, typed actors, clock, database images, fakes of the outside.
