"""Where a caller is: from a postal code on the keys or a town by voice to a point on the earth.

Nobody is asked while a caller waits: a worker makes one document out of data packages and the lists
themselves (`build`, `publish`), and a web process only looks into it (`places`, `hearing`).
"""
