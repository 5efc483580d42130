@of_brands(k)
            AND @asked_for()
