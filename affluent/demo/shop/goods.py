"""What the demo's shop sells, and for whom: the first shop of the simulated world."""

from dataclasses import dataclass

from affluent.world.plot.cast import Shop, cast

SHOP: Shop = cast().shops[0]


@dataclass(frozen=True)
class Product:
    """Price in minor units of the shop's currency, VAT included."""

    id: str
    name: str
    words: str
    price: int


PRODUCTS = {
    product.id: product
    for product in (
        Product("lamp", "Northern light", "A lamp for long evenings: paper, oak, a warm bulb.", 12_900),
        Product("mug", "Harbour mug", "Stoneware for half a litre of something hot.", 2_400),
        Product("blanket", "Winter blanket", "Undyed wool from one valley, 130 by 200 cm.", 8_950),
    )
}
