-- Spare parts: the shelf, the orders, who got what.

-- Pieces on the shelf, as last counted or last believed.
CREATE TABLE part_stock (
    site       text NOT NULL,    -- centre that holds them
    part       text NOT NULL,    -- part number
    on_hand    bigint NOT NULL,  -- pieces on the shelf
    reserve    bigint NOT NULL,  -- pieces that only vehicles off the road may take
    counted_on date,             -- day of the last count, before the day's work; empty: believed
    PRIMARY KEY (site, part)
);

-- Pieces that come into a centre on a day.
CREATE TABLE part_arrivals (
    arrival  text NOT NULL,    -- delivery
    site     text NOT NULL,    -- centre
    part     text NOT NULL,    -- part number
    quantity bigint NOT NULL,  -- pieces
    due_on   date NOT NULL,    -- business date from which they are on the shelf
    PRIMARY KEY (arrival)
);

-- A retailer's order line.
CREATE TABLE part_orders (
    line        text NOT NULL,     -- order line
    retailer    text NOT NULL,     -- who ordered
    market      text NOT NULL,     -- market of the retailer
    part        text NOT NULL,     -- part number
    order_class text NOT NULL,     -- vehicle off road, daily, or stock order
    quantity    bigint NOT NULL,   -- pieces asked
    ordered_on  date NOT NULL,     -- business date of the order
    job         text,              -- repair that waits for it
    channel     text NOT NULL,     -- how it came
    cancelled   boolean NOT NULL,  -- true when nobody wants it any more
    PRIMARY KEY (line)
);

-- What an order line was given in a shipment, and why. A row never changes.
CREATE TABLE allocations (
    line     text NOT NULL,    -- order line
    shipment text NOT NULL,    -- shipment that carries them
    day      date NOT NULL,    -- business date
    site     text NOT NULL,    -- centre that gives
    part     text NOT NULL,    -- part number
    quantity bigint NOT NULL,  -- pieces given
    why      text NOT NULL,    -- rule that gave them
    PRIMARY KEY (line, shipment)
);

-- What leaves one centre for one retailer at once.
CREATE TABLE shipments (
    shipment text NOT NULL,    -- shipment
    day      date NOT NULL,    -- business date
    site     text NOT NULL,    -- centre
    retailer text NOT NULL,    -- who gets it
    lines    bigint NOT NULL,  -- order lines in it
    pieces   bigint NOT NULL,  -- pieces in it
    PRIMARY KEY (shipment)
);

GRANT SELECT, INSERT, UPDATE ON
    part_stock,
    part_arrivals,
    part_orders,
    allocations,
    shipments
TO blackstart_app;
