create table example.things (id int primary key);
